-- The codes of a product work once they are sold, as those of a product that is made today do. Where codes were given out in
-- other ways too, exported or redeemed unsold, the coupon stays as it is, and the product's page says so.
with settled as (
  update coupons c set requires_sale = true, version = c.version + 1, updated_at = now()
  where not c.requires_sale and c.deleted_at is null
    and exists (select from products p where p.coupon_id = c.id and p.supplier = 'stock' and p.archived_at is null)
    and not exists (select from codes d where d.coupon_id = c.id and d.status = 'redeemed' and d.sold_at is null)
    and not exists (
      select from audit_events a
      where a.subject_kind = 'coupon' and a.subject_id = c.id and a.action = 'codes.exported')
  returning c.id, c.code
)
insert into audit_events (actor_kind, actor_name, action, subject_kind, subject_id, data)
select 'system', 'Migration', 'coupon.updated', 'coupon', id,
  jsonb_build_object('code', code, 'changed', jsonb_build_object('requiresSale', jsonb_build_array(false, true)))
from settled;
