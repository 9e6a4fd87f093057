package dev.themodel.simulate;

import java.util.List;
import java.util.stream.IntStream;

/** Japanese people and companies, none of them real. */
final class Names {

    /** A person: the name in kanji and the part of an address in Latin letters. */
    record Person(String name, String mailbox) {}

    private record Part(String kanji, String latin) {}

    private static final List<Part> SURNAMES = parts(
            "佐藤 sato 鈴木 suzuki 高橋 takahashi 田中 tanaka 伊藤 ito 渡辺 watanabe 山本 yamamoto 中村 nakamura 小林 kobayashi"
                    + " 加藤 kato 吉田 yoshida 山田 yamada 佐々木 sasaki 山口 yamaguchi 松本 matsumoto 井上 inoue 木村 kimura 林 hayashi"
                    + " 斎藤 saito 清水 shimizu 山崎 yamazaki 森 mori 池田 ikeda 橋本 hashimoto 阿部 abe 石川 ishikawa 髙木 takagi 﨑山 sakiyama");
    private static final List<Part> GIVEN_NAMES = parts(
            "陽翔 haruto 蓮 ren 湊 minato 悠真 yuma 翔太 shota 健一 kenichi 大輔 daisuke 直樹 naoki 拓也 takuya 誠 makoto 結衣 yui 葵 aoi"
                    + " 陽菜 hina 美咲 misaki さくら sakura 由美子 yumiko 恵 megumi 真由美 mayumi 愛 ai 千尋 chihiro 翼 tsubasa 薫 kaoru");
    private static final List<Part> COMPANY_PARTS = parts(
            "青葉 aoba 若葉 wakaba 東海 tokai 北斗 hokuto 日の出 hinode みらい mirai さくら sakura 大和 yamato 富士見 fujimi 瑞穂 mizuho"
                    + " 桜井 sakurai 南風 nanpu 銀河 ginga 朝日野 asahino 緑川 midorikawa 白鳥 shiratori 千歳 chitose 旭 asahi 潮見 shiomi 丘の上 okanoue");
    private static final List<Part> BUSINESSES = parts(
            "商事 shoji 製作所 seisakusho 工業 kogyo システムズ systems 物流 butsuryu 食品 shokuhin 建設 kensetsu 電機 denki 薬品 yakuhin"
                    + " テクノロジー tech 不動産 fudosan 出版 shuppan 印刷 insatsu 繊維 seni 化学 kagaku 精機 seiki");
    private static final List<String> TITLES = List.of("部長", "課長", "係長", "主任", "営業企画", "代表取締役", "マネージャー, 営業推進");
    private static final List<String> REGIONS =
            List.of("東京都", "東京都", "大阪府", "愛知県", "神奈川県", "福岡県", "北海道", "宮城県", "広島県", "京都府");
    private static final List<String> INDUSTRIES = List.of("製造", "情報通信", "卸売", "小売", "物流", "建設", "医療", "金融", "教育");

    private Names() {}

    static Person person(Draws draws) {
        Part surname = draws.pick(SURNAMES);
        Part given = draws.pick(GIVEN_NAMES);
        return new Person(surname.kanji() + " " + given.kanji(), given.latin() + "." + surname.latin());
    }

    /** A company's name; the journey's number keeps two of one name apart. */
    static String company(Draws draws, long number) {
        String name = draws.pick(COMPANY_PARTS).kanji() + draws.pick(BUSINESSES).kanji() + (number % 97 + 1);
        return draws.chance(0.5) ? "株式会社" + name : name + "株式会社";
    }

    static String title(Draws draws) {
        return draws.pick(TITLES);
    }

    static String region(Draws draws) {
        return draws.pick(REGIONS);
    }

    static String industry(Draws draws) {
        return draws.pick(INDUSTRIES);
    }

    private static List<Part> parts(String text) {
        String[] words = text.split(" ");
        return IntStream.range(0, words.length / 2)
                .mapToObj(index -> new Part(words[2 * index], words[2 * index + 1]))
                .toList();
    }
}
