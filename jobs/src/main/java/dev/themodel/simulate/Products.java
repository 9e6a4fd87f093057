package dev.themodel.simulate;

import dev.themodel.model.Feeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What the company sells: four plans of a year, about 1,000,000 yen on average after discounts. */
final class Products {

    private record Plan(String id, String name, int price, double weight) {}

    private static final List<Plan> PLANS = List.of(
            new Plan("P1", "スターター", 600_000, 35),
            new Plan("P2", "スタンダード", 980_000, 40),
            new Plan("P3", "プロフェッショナル", 1_500_000, 15),
            new Plan("P4", "エンタープライズ", 2_400_000, 10));
    private static final double[] WEIGHTS =
            PLANS.stream().mapToDouble(Plan::weight).toArray();
    private static final int[] DISCOUNTS = {0, 5, 10, 20, 25};
    private static final int YEN_A_DOLLAR = 147;

    private final List<Entity> records = new ArrayList<>();

    Products(long firstDay, long historyStart) {
        for (Plan plan : PLANS) {
            Entity product = new Entity(Feeds.PRODUCTS)
                    .text("product_id", plan.id())
                    .text("name", plan.name())
                    .text("family", plan.price() < 1_000_000 ? "SMB" : "エンタープライズ")
                    .money("list_price", BigDecimal.valueOf(plan.price()))
                    .text("currency", "JPY");
            product.send(Tokyo.start(historyStart), historyStart);
            if (plan.id().equals("P4")) {
                product.text("name", plan.name() + "プラス").send(Tokyo.start(firstDay + 30), firstDay + 30);
            }
            records.add(product);
        }
    }

    Sale draw(Draws draws) {
        Plan plan = PLANS.get(draws.weighted(WEIGHTS));
        int discount = DISCOUNTS[draws.weighted(50, 20, 15, 10, 5)];
        BigDecimal yen = BigDecimal.valueOf((long) plan.price() * (100 - discount) / 100);
        double share = draws.share();
        String currency = share < 0.07 ? "USD" : share < 0.08 ? "EUR" : "JPY";
        BigDecimal amount = currency.equals("JPY")
                ? yen
                : yen.divide(BigDecimal.valueOf(YEN_A_DOLLAR * 100L), 0, RoundingMode.HALF_UP)
                        .multiply(BigDecimal.valueOf(100));
        return new Sale(plan.id(), plan.name(), amount, BigDecimal.valueOf(discount, 2), currency);
    }

    List<Entity> records() {
        return records;
    }
}
