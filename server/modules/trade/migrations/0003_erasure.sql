-- A person who asks to be forgotten leaves sales without a name: the only change that a review allows.
ALTER TABLE trade.review ALTER COLUMN consumer_id DROP NOT NULL;
DROP TRIGGER append_only ON trade.review;
CREATE TRIGGER append_only BEFORE DELETE ON trade.review FOR EACH STATEMENT EXECUTE FUNCTION trade.append_only();
CREATE FUNCTION trade.only_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.consumer_id IS NOT NULL OR NEW.body <> '' OR (to_jsonb(NEW) - 'consumer_id' - 'body') <> (to_jsonb(OLD) - 'consumer_id' - 'body') THEN
    RAISE EXCEPTION 'a review is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_forgotten BEFORE UPDATE ON trade.review FOR EACH ROW EXECUTE FUNCTION trade.only_forgotten();
