package live.weir.bridge.transcode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What runs in a child JVM, and with how much.
 *
 * @param name for threads and logs: lower case, with dashes
 * @param main its {@code main} begins by taking its {@link Lifeline}
 * @param libraries one class of each library it needs beside FFmpeg
 * @param properties its system properties; anybody on the machine can read them in the list of processes
 * @param orders lines that it reads at its start; secrets go here
 * @param heapMegabytes its largest heap, which does not count what FFmpeg takes
 * @param natives where FFmpeg's libraries are unpacked, once for all children
 * @param background for what is in no hurry and reads what strangers made: it yields the CPU to everything else, and has an end of its
 *     address space
 */
public record ChildProgram(
        String name,
        Class<?> main,
        List<Class<?>> libraries,
        Map<String, String> properties,
        List<String> orders,
        int heapMegabytes,
        Path natives,
        boolean background) {

    public ChildProgram {
        libraries = List.copyOf(libraries);
        properties = Map.copyOf(properties);
        orders = List.copyOf(orders);
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("Not a name for a child: " + name);
        }
        if (orders.stream().anyMatch(order -> order.isEmpty() || order.lines().count() != 1)) {
            throw new IllegalArgumentException("An order of " + name + " is not one line");
        }
    }

    public ChildProgram(
            String name,
            Class<?> main,
            List<Class<?>> libraries,
            Map<String, String> properties,
            List<String> orders,
            int heapMegabytes,
            Path natives) {
        this(name, main, libraries, properties, orders, heapMegabytes, natives, false);
    }

    /** Without the orders: they may hold secrets. */
    @Override
    public String toString() {
        return "ChildProgram[" + name + "]";
    }
}
