package dev.themodel.cli;

import dev.themodel.night.Reader;
import dev.themodel.night.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the warehouse is. */
@Command(
        name = "status",
        description =
                "Tells what the last full months say (where the process leaks, which hand-over is weak, what the departments"
                        + " tell each other), the nights run, table sizes and ages, rejected rows by reason, failed checks"
                        + " and missing feeds.",
        footer = {"", "Example: bin/warehouse status"})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Status status = new Status(Reader.open(common.warehouse, common.master, common.settings()));
        System.out.print(status.text());
        if (common.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("command", "status");
            members.put("outcome", "done");
            members.put("exit_code", 0);
            members.putAll(status.members());
            System.out.println(RowFormat.json(members));
        }
        return 0;
    }
}
