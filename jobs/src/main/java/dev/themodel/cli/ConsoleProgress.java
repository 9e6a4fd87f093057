package dev.themodel.cli;

import dev.themodel.night.Progress;
import java.util.Locale;

/** Stage lines on stderr; on a terminal with a bar and the time gone while a stage runs, plain lines elsewhere. */
final class ConsoleProgress implements Progress, AutoCloseable {

    private static final int BAR = 20;
    private static final long TICK_MILLISECONDS = 200;

    private final boolean isTerminal;
    private final int stages;
    private final Thread ticker;
    private int ended;
    private String stage = "";
    private long begun = System.nanoTime();

    /**
     * @param stages how many stages there will be, for the bar
     */
    ConsoleProgress(int stages) {
        this.stages = Math.max(1, stages);
        // System.console() is there only where stdin and stdout are the terminal; bin/warehouse asks about stderr.
        this.isTerminal = "1".equals(System.getenv("WAREHOUSE_TERMINAL"));
        this.ticker = new Thread(this::tick, "progress");
        if (isTerminal) {
            ticker.setDaemon(true);
            ticker.start();
        }
    }

    @Override
    public synchronized void begin(String newStage) {
        stage = newStage;
        begun = System.nanoTime();
        if (!isTerminal) {
            System.err.println(newStage + " ...");
        }
    }

    @Override
    public synchronized void end(String endedStage, String result) {
        ended++;
        line(String.format(Locale.ROOT, "%-8s %6.1f s  %s", endedStage, elapsed(), result));
        stage = "";
    }

    @Override
    public synchronized void note(String text) {
        line(text);
    }

    @Override
    public void close() {
        ticker.interrupt();
        if (isTerminal) {
            System.err.print("\r\u001b[K");
        }
    }

    private void line(String text) {
        System.err.println(isTerminal ? "\r\u001b[K" + text : text);
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK_MILLISECONDS);
                draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw() {
        if (!stage.isEmpty()) {
            int filled = Math.min(BAR, BAR * ended / stages);
            System.err.print(String.format(
                    Locale.ROOT,
                    "\r\u001b[K[%s%s] %s %.0f s",
                    "#".repeat(filled),
                    "-".repeat(BAR - filled),
                    stage,
                    elapsed()));
        }
    }

    private double elapsed() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
