-- A buyer is identity's number, which an erasure can find, not the first identifier of the fact, which may be a phone number.
UPDATE service.order_case SET buyer = NULL;
CREATE INDEX order_case_buyer ON service.order_case (platform_id, buyer) WHERE buyer IS NOT NULL;
