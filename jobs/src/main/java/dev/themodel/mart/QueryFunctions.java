package dev.themodel.mart;

import dev.themodel.lake.Definitions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions of {@code sql/functions.sql}, which every query may call.
 *
 * @param byName the CREATE statement of each, by the function's name, in the file's order
 */
record QueryFunctions(Map<String, String> byName) {

    private static final String FILE = "functions.sql";
    private static final String CREATE = "CREATE OR REPLACE TEMPORARY FUNCTION";
    private static final Pattern NAME = Pattern.compile("\\s+([a-z_0-9]+)\\s*\\(.*", Pattern.DOTALL);

    static QueryFunctions read(Definitions definitions) {
        String text = definitions
                .text(FILE)
                .orElseThrow(() -> new IllegalStateException("The program lacks its file sql/" + FILE));
        Map<String, String> byName = new LinkedHashMap<>();
        for (String statement : text.split(CREATE)) {
            Matcher name = NAME.matcher(statement);
            if (name.matches()) {
                byName.put(name.group(1), statement.strip());
            }
        }
        return new QueryFunctions(byName);
    }

    /** The statements of those functions whose name stands in a query. */
    List<String> usedIn(String query) {
        List<String> used = new ArrayList<>();
        byName.forEach((name, statement) -> {
            if (Pattern.compile("\\b" + name + "\\s*\\(").matcher(query).find()) {
                used.add(statement);
            }
        });
        return used;
    }
}
