package dev.themodel.simulate;

import java.math.BigDecimal;

/**
 * What is on offer to one customer.
 *
 * @param amount of a year, in the currency
 * @param discount share of the list price given away, 0 to 1
 * @param currency ISO 4217
 */
record Sale(String productId, String productName, BigDecimal amount, BigDecimal discount, String currency) {}
