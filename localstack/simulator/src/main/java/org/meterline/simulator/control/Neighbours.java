package org.meterline.simulator.control;

import java.util.Set;
import org.meterline.simulator.http.Refusal;
import org.meterline.simulator.http.Request;
import org.meterline.simulator.http.Router;

/** Keeps web pages from elsewhere away from doors without a login: only names of this machine, only the simulator's own page. */
final class Neighbours {

    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private Neighbours() {}

    static Router.Door only(Router.Door door) {
        return request -> {
            check(request);
            return door.answer(request);
        };
    }

    private static void check(Request request) {
        var host = request.header("Host").orElse("");
        var name = host.replaceFirst(":\\d{1,5}$", "");
        var ownPage = request.header("Origin")
                .map(origin -> origin.equals("http://" + host))
                .orElse(true);
        if (!NAMES.contains(name) || !ownPage || isEmbeddedElsewhere(request)) {
            throw new Refusal(403, "only from this machine and the simulator's own page");
        }
    }

    /** Following a link from elsewhere to the page is fine; what another site's page loads or calls is not. */
    private static boolean isEmbeddedElsewhere(Request request) {
        return request.header("Sec-Fetch-Site").orElse("").equals("cross-site")
                && !request.header("Sec-Fetch-Mode").orElse("").equals("navigate");
    }
}
