package dev.themodel.cli;

import dev.themodel.night.WrongUsage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Airflow on this machine; {@code bin/warehouse} starts it before this is reached. */
@Command(
        name = "airflow",
        description =
                "Starts Airflow on this machine with the nightly DAGs and an example company, in a checkout of the"
                        + " project; prints address and password, Ctrl-C ends all of it. With arguments: a command of Airflow's"
                        + " own in the same place.",
        footer = {"", "Example: bin/warehouse airflow dags list"})
final class AirflowCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        throw new WrongUsage("Airflow is started by the launcher: call `bin/warehouse airflow` in a checkout");
    }
}
