package dev.themodel.night;

/** Is told how far a command has come. */
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void begin(String stage) {}

        @Override
        public void end(String stage, String result) {}

        @Override
        public void note(String text) {}
    };

    /** A stage begins, such as {@code star}. */
    void begin(String stage);

    /** A stage has ended, with what came of it in a few words. */
    void end(String stage, String result);

    /** Something worth telling in between. */
    void note(String text);
}
