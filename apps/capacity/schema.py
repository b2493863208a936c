"""The claim of places as a function in the database, so that its plan is made once for a connection and not for each
claim. It runs with the rights of whoever calls it: row security holds inside as outside.
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
BEGIN
  RETURN QUERY
  WITH counted AS (
    UPDATE capacity_departure d SET booked = d.booked + p_seats
    FROM catalog_product p
    WHERE d.id = p_departure AND p.id = d.product_id AND d.status = 'open' AND d.capacity - d.booked >= p_seats
      AND CASE WHEN p_late THEN d.ends_at > p_at ELSE d.starts_at > p_at + p.notice * interval '1 minute' END
    RETURNING d.id, d.product_id, d.option_id, d.starts_at, d.ends_at, d.capacity - d.booked AS "left"
  ), held AS (
    INSERT INTO capacity_hold (token, option_id, departure_id, seats, status, hold_until, created_at)
    SELECT gen_random_uuid(), c.option_id, c.id, p_seats, p_status, p_until, p_at FROM counted c
    RETURNING capacity_hold.id, capacity_hold.token
  ), told AS (
    INSERT INTO events_outboxevent (recorded_at, due_at, kind, subject, payload)
    SELECT p_at, p_at, p_kind, 'departure:' || c.id, jsonb_build_object(
      'hold', h.id, 'product', c.product_id, 'option', c.option_id, 'departure', c.id, 'pool', NULL,
      'seats', p_seats)
    FROM counted c, held h
  )
  SELECT h.id, h.token, c.option_id, c.product_id, c.id, c.starts_at, c.ends_at, c."left",
    EXISTS (SELECT FROM capacity_requirement r WHERE r.product_id = c.product_id AND r.each <> 'departure'
      AND (r.option_id IS NULL OR r.option_id = c.option_id))
  FROM counted c, held h;
END
$claim$
"""


def complete(cursor: CursorWrapper) -> None:
    """The step after every migration, as the owner."""
    cursor.execute(HOLD_SEATS)
