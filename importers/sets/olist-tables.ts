import { digits, key, localTime, loose, money, number, oneOf, optional, text } from "../columns.ts";
import type { Table } from "../mapping.ts";

const table = <C extends Table["columns"]>(name: string, columns: C, multiline?: true) => ({
  files: new RegExp(`^${name}\\.csv$`, "i"),
  example: `${name}.csv.gz`,
  columns,
  ...(multiline && { multiline }),
});

/** Every status of the set and what it says about the end of the order: who ended it, when somebody did. */
export const statuses = {
  created: undefined,
  approved: undefined,
  processing: undefined,
  invoiced: undefined,
  shipped: undefined,
  delivered: undefined,
  canceled: "platform",
  unavailable: "merchant",
} as const;
type Status = keyof typeof statuses;
const itself = Object.fromEntries(Object.keys(statuses).map((s) => [s, s])) as Record<Status, Status>;
const payments = {
  credit_card: "credit_card",
  boleto: "boleto",
  voucher: "voucher",
  debit_card: "debit_card",
  not_defined: "not_defined",
} as const;
const stars = { "1": 1, "2": 2, "3": 3, "4": 4, "5": 5 } as const;

const masters = () => ({
  sellers: table("olist_sellers_dataset", {
    seller: key("seller_id"),
    city: loose("seller_city", 100),
    state: loose("seller_state", 100),
  }),
  categories: table("product_category_name_translation", {
    category: key("product_category_name"),
    english: text("product_category_name_english"),
  }),
  products: table("olist_products_dataset", {
    product: key("product_id"),
    category: optional(key("product_category_name")),
    photos: optional(number("product_photos_qty", 0, 1_000)),
    weight_g: optional(number("product_weight_g", 0, 1_000_000)),
    length_cm: optional(number("product_length_cm", 0, 10_000)),
    height_cm: optional(number("product_height_cm", 0, 10_000)),
    width_cm: optional(number("product_width_cm", 0, 10_000)),
  }),
});
/** Times are local without a zone. */
const events = (currency: string, zone: string) => ({
  orders: table("olist_orders_dataset", {
    order: key("order_id"),
    customer: key("customer_id"),
    status: oneOf("order_status", itself),
    placed: localTime("order_purchase_timestamp", zone),
    approved: optional(localTime("order_approved_at", zone)),
    sent: optional(localTime("order_delivered_carrier_date", zone)),
    arrived: optional(localTime("order_delivered_customer_date", zone)),
    promised: localTime("order_estimated_delivery_date", zone),
  }),
  items: table("olist_order_items_dataset", {
    order: key("order_id"),
    item: digits("order_item_id", 3),
    product: key("product_id"),
    seller: key("seller_id"),
    limit: localTime("shipping_limit_date", zone),
    price: money("price", currency, 0),
    freight: money("freight_value", currency, 0),
  }),
  payments: table("olist_order_payments_dataset", {
    order: key("order_id"),
    type: oneOf("payment_type", payments),
    instalments: number("payment_installments", 0, 100),
    value: money("payment_value", currency, 0),
  }),
  reviews: table(
    "olist_order_reviews_dataset",
    {
      review: key("review_id"),
      order: key("order_id"),
      stars: oneOf("review_score", stars),
      title: loose("review_comment_title", 200),
      message: loose("review_comment_message", 1_700),
      answered: localTime("review_answer_timestamp", zone),
    },
    true,
  ),
  customers: table("olist_customers_dataset", {
    customer: key("customer_id"),
    person: key("customer_unique_id"),
    city: loose("customer_city", 100),
    state: loose("customer_state", 2),
  }),
});

/** The tables of the official Olist set, by its own names and columns. Geolocation is not read: no module asks where a zip prefix lies. */
export const tablesOf = (currency: string, zone: string) => ({ ...masters(), ...events(currency, zone) });
