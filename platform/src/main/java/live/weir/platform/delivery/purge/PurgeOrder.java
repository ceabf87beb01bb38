package live.weir.platform.delivery.purge;

import java.util.List;

/**
 * What a CDN must not keep any longer.
 *
 * @param reason a word for machines
 * @param prefixes of paths below the node's public address; each ends with a slash
 */
public record PurgeOrder(String reason, List<String> prefixes) {

    public PurgeOrder {
        prefixes = List.copyOf(prefixes);
    }
}
