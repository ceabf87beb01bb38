/**
 * What measures a node from outside: main classes, each started by one Maven command (see README.md, Measuring). Nothing
 * here runs in a build.
 *
 * <p>The node under test is a JVM of its own with the class path that is shipped. The load comes from one event loop, so
 * that it leaves the machine to the node, and says how much of a core it took: a figure that the generator limits is
 * marked.
 */
@NullMarked
package live.weir.platform.bench;

import org.jspecify.annotations.NullMarked;
