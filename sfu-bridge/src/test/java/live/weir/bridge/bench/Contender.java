package live.weir.bridge.bench;

/** A server under test, with one room in it. */
interface Contender extends AutoCloseable {

    String name();

    ServerProcess process();

    /** Gives the answer to a publisher's offer. */
    String publish(String offer);

    /** Asks for the server's offer to a new viewer. */
    Invitation invite();

    /** What its packet path allocated so far, in bytes; -1 where that cannot be told. */
    default long allocatedBytes() {
        return -1;
    }

    /** What is in use on its heap after a collection, in bytes; -1 where there is none. */
    default long liveBytes() {
        return -1;
    }

    @Override
    void close();

    /** An offer, and where its answer goes. */
    interface Invitation {

        String offer();

        void accept(String answer);
    }
}
