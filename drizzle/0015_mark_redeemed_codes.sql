-- A statement that had waited for a code could redeem it and leave its status as it was: it could be sold again.
update codes c set status = 'redeemed', redeemed_at = r.created_at
from redemptions r
where r.code_id = c.id and r.state in ('held', 'redeemed') and c.status in ('available', 'sold');
