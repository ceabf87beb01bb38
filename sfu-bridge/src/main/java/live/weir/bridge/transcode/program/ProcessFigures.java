package live.weir.bridge.transcode.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What Linux tells of a process; elsewhere nothing. On the program's thread, but for what is told. */
final class ProcessFigures {

    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on all platforms that Java runs on
    private static final int STATE = 0;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int RESIDENT = 21;
    private static final int PAGE = 4096;
    private static final double NANOS = 1e9;

    private long pid = -1;
    private long readAt;
    private double ticks = -1;
    private volatile double cores;
    private volatile long residentBytes;
    private boolean stopped;

    void read(long ofPid, long now) {
        if (ofPid != pid) {
            pid = ofPid;
            ticks = -1;
            cores = 0;
            stopped = false;
        }
        String[] fields = fields();
        if (fields == null || fields.length <= RESIDENT) {
            return;
        }
        double used = Double.parseDouble(fields[USER]) + Double.parseDouble(fields[SYSTEM]);
        if (ticks >= 0 && now > readAt) {
            cores = (used - ticks) / TICKS_PER_SECOND / ((now - readAt) / NANOS);
        }
        ticks = used;
        readAt = now;
        residentBytes = Long.parseLong(fields[RESIDENT]) * PAGE;
        stopped = fields[STATE].equals("T") || fields[STATE].equals("t");
    }

    /** What stands behind the command's name, which may have spaces and brackets of its own (proc(5)). */
    private String @Nullable [] fields() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.UTF_8);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        } catch (IOException gone) {
            return null;
        }
    }

    double cores() {
        return cores;
    }

    long residentBytes() {
        return residentBytes;
    }

    /** By SIGSTOP, or a debugger. */
    boolean isStopped() {
        return stopped;
    }
}
