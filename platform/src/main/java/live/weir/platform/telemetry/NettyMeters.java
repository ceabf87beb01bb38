package live.weir.platform.telemetry;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Netty's buffers take. */
@Configuration(proxyBeanMethods = false)
class NettyMeters {

    @Bean
    MeterBinder nettyBuffers() {
        return meters -> {
            if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
                new NettyAllocatorMetrics(allocator).bindTo(meters);
            }
        };
    }
}
