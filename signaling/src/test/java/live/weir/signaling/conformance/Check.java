package live.weir.signaling.conformance;

/**
 * One rule.
 *
 * @param clause where it stands
 */
record Check(String door, String rule, String clause, Examination examination) {

    /** Fails with an AssertionError, or with {@link Skipped}. */
    @FunctionalInterface
    interface Examination {
        void run() throws Exception;
    }

    String name() {
        return door + ": " + rule;
    }
}
