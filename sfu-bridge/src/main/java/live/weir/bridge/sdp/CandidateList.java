package live.weir.bridge.sdp;

import java.util.List;

/**
 * Candidates of an m-line.
 *
 * @param complete whether their sender says that no more will come
 */
public record CandidateList(List<IceCandidate> candidates, boolean complete) {

    static final int MOST = 64;
    static final CandidateList NONE = new CandidateList(List.of(), false);

    public CandidateList {
        candidates = List.copyOf(candidates);
    }
}
