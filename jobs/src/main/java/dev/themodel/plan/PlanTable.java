package dev.themodel.plan;

import dev.themodel.config.Settings;
import dev.themodel.config.StageSettings;
import dev.themodel.model.Department;
import dev.themodel.model.Stage;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A reverse plan as people read it, and as programs do. */
public final class PlanTable {

    private static final String UNKNOWN = "?";

    private final ReversePlan plan;
    private final Settings settings;

    /**
     * @param plan what to show
     * @param settings names of the stages, departments and the currency
     */
    public PlanTable(ReversePlan plan, Settings settings) {
        this.plan = plan;
        this.settings = settings;
    }

    /** What the plan starts from in a sentence, a line for each stage, then each department's share. */
    public String text() {
        TextTable stages = TextTable.of("Stage", "", "Required", "Rate to next", "Produced by", "Worked on by")
                .rightAligned(2, 3);
        for (Stage stage : plan.stages()) {
            StageSettings named = settings.stages().get(stage);
            stages.row(
                    named.english(),
                    named.japanese(),
                    required(stage),
                    plan.rate(stage).map(PlanTable::percent).orElse(""),
                    named.producing().english(),
                    named.consuming().english());
        }
        TextTable departments = TextTable.of("Department", "", "Share", "Of").rightAligned(2);
        plan.shares(settings.stages())
                .forEach((department, stage) -> departments.row(
                        department.english(),
                        department.japanese(),
                        required(stage),
                        settings.stages().get(stage).english() + " "
                                + settings.stages().get(stage).japanese()));
        return String.join(System.lineSeparator(), headline(), "", stages.text(), departments.text());
    }

    private String headline() {
        String revenue = number(plan.request().revenue()) + " " + settings.baseCurrency();
        return plan.request()
                .dealValue()
                .map(value -> "Planned revenue " + revenue + ", at " + number(value) + " " + settings.baseCurrency()
                        + " a deal")
                .orElse("Planned revenue " + revenue);
    }

    /** The same for JSON: names and lists of plain values; what is unknown is null. */
    public Map<String, Object> json() {
        List<Map<String, Object>> stages = new ArrayList<>();
        for (Stage stage : plan.stages()) {
            StageSettings named = settings.stages().get(stage);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("stage", stage.code());
            row.put("english", named.english());
            row.put("japanese", named.japanese());
            row.put("rate", plan.rate(stage).orElse(null));
            row.put("required_exact", plan.requiredExact(stage).orElse(null));
            row.put("required", plan.required(stage).orElse(null));
            row.put("producing_department", named.producing().code());
            row.put("consuming_department", named.consuming().code());
            stages.add(row);
        }
        List<Map<String, Object>> departments = new ArrayList<>();
        plan.shares(settings.stages()).forEach((department, stage) -> departments.add(share(department, stage)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("revenue", plan.request().revenue());
        json.put("deal_value", plan.request().dealValue().orElse(null));
        json.put("currency", settings.baseCurrency());
        json.put("stages", stages);
        json.put("departments", departments);
        return json;
    }

    private Map<String, Object> share(Department department, Stage stage) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("department", department.code());
        row.put("english", department.english());
        row.put("japanese", department.japanese());
        row.put("stage", stage.code());
        row.put("required", plan.required(stage).orElse(null));
        return row;
    }

    private String required(Stage stage) {
        return plan.required(stage).map(PlanTable::number).orElse(UNKNOWN);
    }

    private static String number(BigDecimal number) {
        DecimalFormat format = new DecimalFormat("#,##0.#########", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(number);
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
