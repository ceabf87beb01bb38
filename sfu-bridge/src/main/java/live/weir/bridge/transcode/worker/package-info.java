/**
 * The program worker: the child that makes a program. {@link live.weir.bridge.transcode.worker.ProgramWorker} is its main
 * class. One thread reads the socket and decodes, one (the conductor) composes, mixes and encodes by its own clock, one
 * writes to the socket.
 *
 * <p>No log, no Reactor and no Netty here: the JDK and Bytedeco.
 */
@NullMarked
package live.weir.bridge.transcode.worker;

import org.jspecify.annotations.NullMarked;
