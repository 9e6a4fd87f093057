package dev.themodel.model;

/** What a value of a feed's column may be, and how it is stored. */
public enum ColumnType {
    TEXT("STRING", "text"),
    ENUMERATION("STRING", "one of the named values, in any case"),
    CURRENCY("STRING", "ISO 4217 code"),
    TIMESTAMP("TIMESTAMP", "YYYY-MM-DD[T ]hh:mm[:ss[.ffffff]][Z|±hh:mm], years 1900 to 2200"),
    DATE("DATE", "YYYY-MM-DD, years 1900 to 2200"),
    /** A date whose day is 01. */
    MONTH("DATE", "YYYY-MM-01"),
    BOOLEAN("BOOLEAN", "true, false, 1 or 0"),
    MONEY("DECIMAL(18,2)", "-?digits[.dd]"),
    /** An exchange rate: above 0. */
    RATE("DECIMAL(18,8)", "digits[.dddddddd], above 0"),
    /** A share: 0 to 1. */
    SHARE("DECIMAL(18,8)", "digits[.dddddddd], 0 to 1"),
    SCORE("DECIMAL(18,8)", "-?digits[.dddddddd]"),
    /** A whole number of 32 bits, at least 0. */
    COUNT("BIGINT", "whole number, 0 to 2147483647"),
    /** A term in months: a whole number of 32 bits, at least 1. */
    TERM("BIGINT", "whole number, 1 to 2147483647");

    private final String sql;
    private final String form;

    ColumnType(String sql, String form) {
        this.sql = sql;
        this.form = form;
    }

    /** The Spark SQL type the value is kept in. */
    public String sql() {
        return sql;
    }

    /** How the value is written in a file, for people. */
    public String form() {
        return form;
    }
}
