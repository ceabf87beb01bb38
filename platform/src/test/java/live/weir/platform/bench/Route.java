package live.weir.platform.bench;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** One kind of request, ready as bytes: what a client of it costs must not depend on what is asked. */
final class Route {

    private final String name;
    private final byte[][] requests;
    private int next;

    private Route(String name, byte[][] requests) {
        this.name = name;
        this.requests = requests;
    }

    static Route of(String name, Request request) {
        return new Route(name, new byte[][] {request.bytes()});
    }

    /** Takes turns: each time another of as many requests. */
    static Route ofMany(String name, int many, IntFunction<Request> request) {
        byte[][] requests = new byte[many][];
        for (int i = 0; i < many; i++) {
            requests[i] = request.apply(i).bytes();
        }
        return new Route(name, requests);
    }

    String name() {
        return name;
    }

    /** Called by the generator's one thread. */
    byte[] request() {
        byte[] request = requests[next];
        next = next + 1 == requests.length ? 0 : next + 1;
        return request;
    }

    /** A request as it goes over the wire. */
    record Request(String text) {

        static Request get(String path, String... headers) {
            return of("GET", path, "", headers);
        }

        /** @param headers whole lines */
        static Request of(String method, String path, String body, String... headers) {
            StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
            for (String header : headers) {
                text.append(header).append("\r\n");
            }
            if (!body.isEmpty()) {
                text.append("Content-Length: ").append(body.length()).append("\r\n");
            }
            return new Request(text.append("\r\n").append(body).toString());
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
