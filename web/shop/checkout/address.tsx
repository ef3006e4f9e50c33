import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useWords, words } from "#parts";
import { Button, Form, type FormInstance, Input } from "antd";
import { Choices } from "../buy/choice.tsx";
import { addresses, type KeptAddress } from "../kept/address.ts";
import css from "./checkout.module.css";

const t = words({
  which: { zh: "收货地址", en: "Delivery address" },
  another: { zh: "换一个新地址", en: "Another address" },
  forget: { zh: (who: string) => `忘掉「${who}」的地址`, en: (who: string) => `Forget the address of ${who}` },
  name: { zh: "收货人", en: "Name" },
  phone: { zh: "手机号", en: "Phone" },
  region: { zh: "省 / 地区", en: "Region" },
  city: { zh: "城市", en: "City" },
  line: { zh: "详细地址", en: "Street and number" },
  need: { zh: "请填写", en: "Please fill this in" },
  badPhone: { zh: "请填写能联系到您的号码", en: "A number on which you can be reached" },
  kept: { zh: "地址只记在这台设备上，方便下次用。", en: "The address is remembered on this device only." },
});

export type AddressForm = { readonly address: KeptAddress };

/** Fields of a new address; the server's word on each stands beside it. */
function AddressFields({ form }: { readonly form: FormInstance<AddressForm> }) {
  const say = useWords(t);
  const need = { required: true, whitespace: true, message: say.need };
  return (
    <Form form={form} layout="vertical" requiredMark={false} className={css["address"] ?? ""}>
      <Form.Item name={["address", "name"]} label={say.name} rules={[need]}>
        <Input size="large" autoComplete="name" maxLength={100} />
      </Form.Item>
      <Form.Item
        name={["address", "phone"]}
        label={say.phone}
        rules={[need, { pattern: /^[+\d][\d\s()-]{2,29}$/, message: say.badPhone }]}
      >
        <Input size="large" type="tel" autoComplete="tel" maxLength={30} />
      </Form.Item>
      <Form.Item name={["address", "region"]} label={say.region} initialValue="">
        <Input size="large" autoComplete="address-level1" maxLength={100} />
      </Form.Item>
      <Form.Item name={["address", "city"]} label={say.city} initialValue="">
        <Input size="large" autoComplete="address-level2" maxLength={100} />
      </Form.Item>
      <Form.Item
        name={["address", "line"]}
        label={say.line}
        rules={[need]}
        className={css["wide"] ?? ""}
        extra={say.kept}
      >
        <Input size="large" autoComplete="street-address" maxLength={300} />
      </Form.Item>
    </Form>
  );
}

type Props = {
  readonly form: FormInstance<AddressForm>;
  /** Position among the remembered ones; -1 writes a new one. */
  readonly at: number;
  readonly onAt: (at: number) => void;
};

/** Where a parcel goes: one of the remembered addresses, or a new one. */
export function AddressChoice({ form, at, onAt }: Props) {
  const say = useWords(t);
  const known = addresses.use();
  return (
    <>
      {known.length === 0 ? null : (
        <Choices
          label={say.which}
          name="address"
          value={at}
          onChange={onAt}
          options={[
            ...known.map((one, i) => ({
              value: i,
              title: `${one.name} ${one.phone}`,
              note: [one.region, one.city, one.line].filter(Boolean).join(" "),
              side: (
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={say.forget(one.name)}
                  onClick={(event) => {
                    event.preventDefault();
                    addresses.forget(i);
                    onAt(known.length > 1 ? 0 : -1);
                  }}
                />
              ),
            })),
            {
              value: -1,
              title: (
                <>
                  <PlusOutlined aria-hidden /> {say.another}
                </>
              ),
            },
          ]}
        />
      )}
      {at === -1 || known.length === 0 ? <AddressFields form={form} /> : null}
    </>
  );
}
