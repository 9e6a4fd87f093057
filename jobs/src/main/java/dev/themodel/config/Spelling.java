package dev.themodel.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody probably meant. */
public final class Spelling {

    private static final int NAMES_SHOWN = 3;

    private Spelling() {}

    /** The known names that a misspelt one is likely to mean, nearest first; empty where none is near. */
    public static List<String> nearest(String name, Collection<String> known) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        int farthest = Math.max(2, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(lowerName, candidate.toLowerCase(Locale.ROOT)) <= farthest)
                .sorted(Comparator.comparingInt(
                                (String candidate) -> distance(lowerName, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NAMES_SHOWN)
                .toList();
    }

    /** The least number of letters to insert, delete or replace to get from one word to the other. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[right.length()];
    }
}
