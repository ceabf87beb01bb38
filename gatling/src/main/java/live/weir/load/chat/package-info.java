/**
 * People in a chat room ({@code weir.chat.v1}): who listen, who say something, who come back after the connection broke. How late
 * a message is told from the time in its text, by one clock for all users of a run; what is missing, by its number.
 */
@NullMarked
package live.weir.load.chat;

import org.jspecify.annotations.NullMarked;
