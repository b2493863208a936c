"""The claim of places as a function in the database, so that its plan is made once for a connection and not for each
claim. It runs with the rights of whoever calls it: row security holds inside as outside.

The departure's row is locked last, for as short as it can be: everybody who wants a place of the same departure waits
for it. Whoever was overtaken between the look and the count takes back what was written and looks again; somebody else
got a place meanwhile, so that ends.
"""

from typing import Final

from django.db.backends.utils import CursorWrapper

HOLD_SEATS: Final = """
CREATE OR REPLACE FUNCTION capacity_hold_seats(
  p_departure bigint, p_seats integer, p_at timestamptz, p_until timestamptz, p_late boolean,
  p_status text, p_kind text
) RETURNS TABLE (
  id bigint, token uuid, option bigint, product bigint, departure bigint, starts_at timestamptz, ends_at timestamptz,
  "left" integer, wants boolean
) LANGUAGE plpgsql SECURITY INVOKER AS $claim$
#variable_conflict use_column
DECLARE
  v_told bigint;
BEGIN
  departure := p_departure;
  LOOP
    SELECT d.product_id, d.option_id, d.starts_at, d.ends_at,
      EXISTS (SELECT FROM capacity_requirement r WHERE r.product_id = d.product_id AND r.each <> 'departure'
        AND (r.option_id IS NULL OR r.option_id = d.option_id))
    INTO product, option, starts_at, ends_at, wants
    FROM capacity_departure d JOIN catalog_product p ON p.id = d.product_id
    WHERE d.id = p_departure AND d.status = 'open' AND d.capacity - d.booked >= p_seats
      AND CASE WHEN p_late THEN d.ends_at > p_at ELSE d.starts_at > p_at + p.notice * interval '1 minute' END;
    IF NOT FOUND THEN
      RETURN;
    END IF;
    INSERT INTO capacity_hold AS h (token, option_id, departure_id, seats, status, hold_until, created_at)
    VALUES (gen_random_uuid(), capacity_hold_seats.option, p_departure, p_seats, p_status, p_until, p_at)
    RETURNING h.id, h.token INTO id, token;
    INSERT INTO events_outboxevent AS e (recorded_at, due_at, kind, subject, payload)
    VALUES (p_at, p_at, p_kind, 'departure:' || p_departure, jsonb_build_object(
      'hold', capacity_hold_seats.id, 'product', product, 'option', option, 'departure', p_departure, 'pool', NULL,
      'seats', p_seats))
    RETURNING e.id INTO v_told;
    UPDATE capacity_departure d SET booked = d.booked + p_seats
    WHERE d.id = p_departure AND d.status = 'open' AND d.capacity - d.booked >= p_seats
      AND d.starts_at = capacity_hold_seats.starts_at AND d.ends_at = capacity_hold_seats.ends_at
    RETURNING d.capacity - d.booked INTO "left";
    IF FOUND THEN
      RETURN NEXT;
      RETURN;
    END IF;
    DELETE FROM events_outboxevent e WHERE e.id = v_told;
    DELETE FROM capacity_hold h WHERE h.id = capacity_hold_seats.id;
  END LOOP;
END
$claim$
"""


def complete(cursor: CursorWrapper) -> None:
    """The step after every migration, as the owner."""
    cursor.execute(HOLD_SEATS)
