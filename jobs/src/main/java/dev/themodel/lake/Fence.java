package dev.themodel.lake;

/** Says whether this process may still write to a warehouse. Asked right before every commit. */
@FunctionalInterface
public interface Fence {

    /** The fence of who needs none: a reader, or the only user of a fresh folder. */
    Fence NONE = () -> {};

    /**
     * Returns where this process holds the warehouse.
     *
     * @throws LostHold where another one took over
     */
    void check();

    /** This process lost its hold on the warehouse; nothing may be written any more. */
    final class LostHold extends RuntimeException {
        public LostHold(String message) {
            super(message);
        }
    }
}
