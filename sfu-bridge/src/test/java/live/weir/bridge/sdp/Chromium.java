package live.weir.bridge.sdp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's own Chromium without a window, with a made-up camera and microphone. */
final class Chromium implements AutoCloseable {

    private final Process process;

    private Chromium(Process process) {
        this.process = process;
    }

    static Chromium open(Path executable, Path profile, String address) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                executable.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                address);
        return new Chromium(command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** With all its processes: a profile that is still written to cannot be deleted. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle one : all) {
            one.onExit().completeOnTimeout(one, 10, TimeUnit.SECONDS).join();
            one.destroyForcibly();
        }
    }
}
