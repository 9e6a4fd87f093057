package dev.themodel.simulate;

import dev.themodel.model.Feeds;
import java.util.ArrayList;
import java.util.List;

/** What the company publishes on its site. */
final class Contents {

    private static final List<String> KINDS = List.of("article", "paper", "video", "case_study");
    private static final List<String> TOPICS = List.of("営業DX", "インサイドセールス", "リード獲得", "解約率", "KPI設計", "顧客事例");

    private final List<String> ids = new ArrayList<>();
    private final List<Entity> records = new ArrayList<>();

    Contents(long firstDay) {
        for (String kind : KINDS) {
            for (String topic : TOPICS) {
                String id = "CT" + (101 + ids.size());
                ids.add(id);
                Entity content = new Entity(Feeds.CONTENTS)
                        .text("content_id", id)
                        .text("name", topic + "の" + (kind.equals("video") ? "動画" : "教科書"))
                        .text("kind", kind)
                        .text("topic", topic);
                content.send(Tokyo.start(firstDay), firstDay);
                records.add(content);
            }
        }
    }

    String draw(Draws draws) {
        return draws.pick(ids);
    }

    List<Entity> records() {
        return records;
    }
}
