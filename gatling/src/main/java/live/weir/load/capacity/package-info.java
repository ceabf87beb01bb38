/**
 * From what runs measured and what an operator pays to what an audience takes: nodes per role, Kurento servers, bandwidth,
 * storage, cost per viewer-hour. Every input is printed with where it comes from. Imports the JDK, Jackson and {@code measure}.
 */
@NullMarked
package live.weir.load.capacity;

import org.jspecify.annotations.NullMarked;
