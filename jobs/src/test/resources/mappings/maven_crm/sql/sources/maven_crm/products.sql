-- One row per product.
SELECT product AS product_id, product AS name, series AS family, sales_price AS list_price
FROM input
