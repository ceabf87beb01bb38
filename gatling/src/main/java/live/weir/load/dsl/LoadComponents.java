package live.weir.load.dsl;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import live.weir.load.http.HttpCaller;
import live.weir.load.measure.Journal;
import live.weir.load.reach.OutOfReach;
import live.weir.load.reach.Reach;
import live.weir.load.rtc.RtcEngine;
import live.weir.load.rtc.RtcSettings;
import scala.Function1;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** What all users of a run share: the engines, and the journal. A user that leaves closes what it left open. */
public final class LoadComponents implements ProtocolComponents {

    /** By which actions find it. */
    public static final ProtocolKey<LoadProtocol, LoadComponents> KEY = new Key();

    private final LoadProtocol protocol;
    private final InetAddress local;
    private final RtcEngine engine;
    private final HttpCaller http;
    private final OwnLoad ownLoad;

    private LoadComponents(LoadProtocol protocol, CoreComponents core) {
        Reach reach = Reach.to(protocol.hosts());
        this.protocol = protocol;
        this.local = localAddress(protocol);
        RtcSettings settings = RtcSettings.within(reach);
        this.engine = new RtcEngine(new RtcSettings(
                reach,
                protocol.patience(),
                settings.silence(),
                settings.threads(),
                settings.handshakes(),
                protocol.most()));
        this.http = new HttpCaller(reach, protocol.most());
        this.ownLoad = OwnLoad.watch(core.eventLoopGroup(), engine, Journal.current(), protocol.servers());
    }

    /** The address by which the target is reached: the one interface that media uses. Nothing is sent for that. */
    private static InetAddress localAddress(LoadProtocol protocol) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(protocol.base().getHost(), 9));
            return socket.getLocalAddress();
        } catch (SocketException noRoute) {
            throw new OutOfReach("There is no way to " + protocol.base().getHost() + " from this machine");
        }
    }

    public LoadProtocol protocol() {
        return protocol;
    }

    public InetAddress local() {
        return local;
    }

    public RtcEngine engine() {
        return engine;
    }

    public HttpCaller http() {
        return http;
    }

    private void close() {
        ownLoad.close();
        engine.close();
        http.close();
    }

    @Override
    public Function1<Session, Session> onStart() {
        return Session.Identity();
    }

    @Override
    public Function1<Session, BoxedUnit> onExit() {
        return new AbstractFunction1<>() {
            @Override
            public BoxedUnit apply(Session session) {
                scala.collection.Iterator<Object> values = session.attributes().valuesIterator();
                while (values.hasNext()) {
                    if (values.next() instanceof OpenSession open) {
                        open.close();
                    }
                }
                return BoxedUnit.UNIT;
            }
        };
    }

    private static final class Key implements ProtocolKey<LoadProtocol, LoadComponents> {

        @Override
        @SuppressWarnings("unchecked") // Scala's Class[_ <: Protocol] under another name
        public Class<Protocol> protocolClass() {
            return (Class<Protocol>) (Class<?>) LoadProtocol.class;
        }

        @Override
        public LoadProtocol defaultProtocolValue(GatlingConfiguration configuration) {
            return LoadProtocol.to("http://127.0.0.1:8080");
        }

        @Override
        public Function1<LoadProtocol, LoadComponents> newComponents(CoreComponents core) {
            return new AbstractFunction1<>() {
                @Override
                public LoadComponents apply(LoadProtocol protocol) {
                    LoadComponents components = new LoadComponents(protocol, core);
                    core.actorSystem().registerOnTermination(new scala.runtime.AbstractFunction0<>() {
                        @Override
                        public BoxedUnit apply() {
                            components.close();
                            return BoxedUnit.UNIT;
                        }
                    });
                    return components;
                }
            };
        }
    }
}
