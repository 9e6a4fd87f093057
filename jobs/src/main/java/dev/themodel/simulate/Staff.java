package dev.themodel.simulate;

import dev.themodel.model.Department;
import dev.themodel.model.Feeds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The company's own people, by department; every 45 days one of them changes teams. */
final class Staff {

    private static final List<String> TEAMS = List.of("東日本", "西日本", "エンタープライズ");
    private static final int DAYS_BETWEEN_MOVES = 45;

    private final Map<Department, List<String>> ids = new EnumMap<>(Department.class);
    private final List<Entity> records = new ArrayList<>();

    Staff(long seed, long firstDay, long historyStart) {
        hire(seed, Department.MARKETING, 4, historyStart);
        hire(seed, Department.INSIDE_SALES, 6, historyStart);
        hire(seed, Department.FIELD_SALES, 8, historyStart);
        hire(seed, Department.CUSTOMER_SUCCESS, 4, historyStart);
        Draws draws = Draws.of(seed, 0x57AF);
        for (int move = 1; move <= 40; move++) {
            Entity mover = draws.pick(records);
            long day = firstDay + (long) move * DAYS_BETWEEN_MOVES - 38;
            mover.text("team", draws.pick(TEAMS)).send(Tokyo.start(day) + 10 * Tokyo.HOUR, day);
        }
    }

    String draw(Department department, Draws draws) {
        return draws.pick(ids.get(department));
    }

    List<Entity> records() {
        return records;
    }

    private void hire(long seed, Department department, int count, long historyStart) {
        Draws draws = Draws.of(seed, 0x41AE, department.ordinal());
        List<String> hired = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String id = "E" + (department.ordinal() + 1) + "0" + (index + 1);
            Entity employee = new Entity(Feeds.EMPLOYEES)
                    .text("employee_id", id)
                    .text("name", Names.person(draws).name())
                    .text("department", department.code())
                    .text("team", TEAMS.get(index % TEAMS.size()));
            if (index > 0) {
                employee.text("manager_id", hired.get(0));
            }
            employee.send(Tokyo.start(historyStart), historyStart);
            hired.add(id);
            records.add(employee);
        }
        ids.put(department, hired);
    }
}
