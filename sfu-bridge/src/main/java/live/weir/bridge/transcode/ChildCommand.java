package live.weir.bridge.transcode;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/**
 * The command line of a child. Its class path is only what it needs, found by where this JVM found it: a short one starts
 * sooner. Inside Spring Boot's executable jar those places are jars in a jar, which only that jar's own launcher can read;
 * there the child is started through it ({@code loader.main} names the class to run).
 */
final class ChildCommand {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";
    private static final String NESTED = "nested:";
    /** A JVM's reservations, FFmpeg's libraries, and the pictures of 4096 × 2304 that a decoder may hold. */
    private static final int MOST_KIBIBYTES = 5 << 20;

    /**
     * Linux weighs sessions before it weighs processes (sched_autogroup), so both are told. What a system does not know is left
     * out, and the process stays the same one.
     */
    private static final String IN_THE_BACKGROUND = "ulimit -v " + MOST_KIBIBYTES + " 2>/dev/null; "
            + "{ echo 19 > /proc/self/autogroup; } 2>/dev/null; "
            + "command -v nice >/dev/null 2>&1 && exec nice -n 19 \"$@\"; exec \"$@\"";

    private static final int WARNS_OF_NATIVE_ACCESS = 22;

    private ChildCommand() {}

    static List<String> of(ChildProgram program) {
        List<String> command = new ArrayList<>(ownSession());
        if (program.background()) {
            command.addAll(List.of("/bin/sh", "-c", IN_THE_BACKGROUND, "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(program));
        program.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(launch(program));
        return command;
    }

    /** A child draws and hands on; what is heavy is native. The second compiler would cost more than it gains. */
    private static List<String> flags(ChildProgram program) {
        List<String> flags = new ArrayList<>(List.of(
                "-Xmx" + program.heapMegabytes() + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=24m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + program.natives().resolve(program.name() + "-crash.log"), // the latest only
                "-Dorg.bytedeco.javacpp.cachedir=" + program.natives(),
                // JavaCPP would take the libraries' own pages for a leak and refuse to allocate.
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        if (program.background()) {
            flags.add("-XX:CompressedClassSpaceSize=64m"); // a gigabyte of addresses by default
        }
        if (Runtime.version().feature() >= WARNS_OF_NATIVE_ACCESS) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }

    private static List<String> launch(ChildProgram program) {
        URL place = placeOf(program.main());
        if (place.getProtocol().equals("jar") && place.getPath().startsWith(NESTED)) {
            return List.of("-Dloader.main=" + program.main().getName(), "-cp", outerJar(place.getPath()), LAUNCHER);
        }
        return List.of("-cp", classPath(program), program.main().getName());
    }

    /** Of {@code nested:/srv/weir.jar/!BOOT-INF/lib/bridge.jar!/}: what stands before the first exclamation mark. */
    static String outerJar(String nested) {
        return Path.of(URI.create("file:" + nested.substring(NESTED.length(), nested.indexOf("/!"))))
                .toString();
    }

    private static String classPath(ChildProgram program) {
        Set<String> places = new LinkedHashSet<>();
        places.add(file(placeOf(program.main())));
        places.add(file(placeOf(ChildCommand.class)));
        places.add(file(placeOf(Loader.class)));
        places.add(file(placeOf(avutil.class)));
        places.add(jarWith("org/bytedeco/javacpp/" + platform() + "/"));
        places.add(jarWith("org/bytedeco/ffmpeg/" + platform() + "/"));
        program.libraries().forEach(library -> places.add(file(placeOf(library))));
        return String.join(File.pathSeparator, places);
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static String file(URL place) {
        return Path.of(URI.create(place.toString())).toString();
    }

    private static String jarWith(String folder) {
        URL found = ChildCommand.class.getClassLoader().getResource(folder);
        if (found == null) {
            throw new IllegalStateException("This build of Weir has no FFmpeg for " + platform()
                    + ": build it on such a machine. (Looked for " + folder + ")");
        }
        try {
            URLConnection connection = found.openConnection();
            return connection instanceof JarURLConnection jar
                    ? file(jar.getJarFileURL())
                    : found.getPath().substring(0, found.getPath().length() - folder.length());
        } catch (IOException unreadable) {
            throw new IllegalStateException("Cannot read " + found, unreadable);
        }
    }

    /** As JavaCPP calls it. */
    private static String platform() {
        String arch = System.getProperty("os.arch");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "macosx" : "linux";
        return system + "-" + (arch.equals("aarch64") ? "arm64" : arch.equals("amd64") ? "x86_64" : arch);
    }

    /**
     * A session of its own keeps Ctrl-C in the terminal from ending the child before the node has told it to. Without
     * setsid(1), as on macOS, the child ends at once, which does no harm.
     */
    private static List<String> ownSession() {
        for (String folder :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, "setsid"))) {
                return List.of(Path.of(folder, "setsid").toString());
            }
        }
        return List.of();
    }
}
