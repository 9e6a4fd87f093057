package dev.themodel.cli;

import dev.themodel.config.Settings;
import dev.themodel.plan.PlanRequest;
import dev.themodel.plan.PlanTable;
import dev.themodel.plan.ReversePlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The reverse plan, at once and without a warehouse. */
@Command(
        name = "plan",
        description = "Reckons from a revenue back to the visitors, leads, opportunities, meetings and deals it needs.",
        footer = {
            "",
            "Example: bin/warehouse plan --revenue 10000000 --deal-value 1000000 \\",
            "           --rates visitor=5%%,lead=10%%,opportunity=25%%,meeting=50%%"
        })
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--revenue",
            required = true,
            paramLabel = "N",
            description = "Revenue to win from new deals, in the base currency.")
    private String revenue;

    @Option(
            names = "--deal-value",
            paramLabel = "N",
            description = "Mean amount of a deal; without it plan.deal_value of the configuration.")
    private String dealValue;

    @Option(
            names = "--rates",
            paramLabel = "STAGE=R,...",
            description = "The share of each stage's units that go on, as 5%% or 0.05; without them those of the"
                    + " configuration.")
    private String rates;

    @Option(
            names = "--counts",
            paramLabel = "STAGE=N,...",
            description = "Units to plan with at a stage, whatever the stages below need.")
    private String counts;

    @Override
    public Integer call() {
        Settings settings = common.settings();
        PlanRequest request = PlanRequest.parse(
                revenue,
                Optional.ofNullable(dealValue),
                Optional.ofNullable(rates),
                Optional.ofNullable(counts),
                settings.plan());
        PlanTable table = new PlanTable(ReversePlan.of(request), settings);
        if (common.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("command", "plan");
            members.put("outcome", "done");
            members.put("exit_code", 0);
            members.putAll(table.json());
            System.out.println(RowFormat.json(members));
        } else {
            System.out.print(table.text());
        }
        return 0;
    }
}
