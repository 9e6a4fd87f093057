-- check no_free_deals (warning, by month): Products were given away: every deal of a month and product is worth 0.
SELECT month, product, deals
FROM mart.deal_size
WHERE amount_base = 0;
