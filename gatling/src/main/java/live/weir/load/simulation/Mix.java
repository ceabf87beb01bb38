package live.weir.load.simulation;

import java.util.HashMap;
import java.util.Map;

/** Shares of the users, in percent; what is not named is nobody. */
record Mix(Map<String, Integer> shares) {

    static Mix read(String otherwise) {
        Map<String, Integer> shares = new HashMap<>();
        String text = Knobs.text("mix", otherwise);
        for (String word : text.split(",", -1)) {
            String[] pair = word.strip().split("=", -1);
            if (pair.length != 2 || !pair[1].matches("\\d{1,3}") || !otherwise.contains(pair[0] + "=")) {
                throw new IllegalArgumentException("load.mix is '" + text + "', but has to be like " + otherwise);
            }
            shares.put(pair[0], Integer.valueOf(pair[1]));
        }
        if (shares.values().stream().mapToInt(Integer::intValue).sum() > 100) {
            throw new IllegalArgumentException("load.mix is more than 100 percent: " + text);
        }
        return new Mix(shares);
    }

    int of(String name, int users) {
        return Math.round(users * shares.getOrDefault(name, 0) / 100f);
    }
}
