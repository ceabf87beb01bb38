package live.weir.bridge.transcode;

import java.io.IOException;

/** A node that keeps a child, for a test to kill. */
final class Host {

    private Host() {}

    public static void main(String... none) throws IOException {
        ChildKeeper.start(ChildKeeperTest.program(Parrot.class), new ChildListener() {
            @Override
            public void said(String line) {
                System.out.println(ProcessHandle.current()
                        .children()
                        .findFirst()
                        .map(ProcessHandle::pid)
                        .orElse(0L));
            }
        });
        System.in.read();
    }
}
