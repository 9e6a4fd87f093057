package dev.themodel.model;

import java.util.Locale;

/** The four departments of The Model, in the order in which a customer meets them. */
public enum Department {
    MARKETING("Marketing", "マーケティング"),
    INSIDE_SALES("Inside Sales", "インサイドセールス"),
    FIELD_SALES("Field Sales", "フィールドセールス"),
    CUSTOMER_SUCCESS("Customer Success", "カスタマーサクセス");

    private final String english;
    private final String japanese;

    Department(String english, String japanese) {
        this.english = english;
        this.japanese = japanese;
    }

    /** The code used in feeds, configuration and tables, such as {@code inside_sales}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String english() {
        return english;
    }

    public String japanese() {
        return japanese;
    }
}
