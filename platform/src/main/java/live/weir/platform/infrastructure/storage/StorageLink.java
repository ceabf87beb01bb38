package live.weir.platform.infrastructure.storage;

import java.time.Duration;
import live.weir.platform.resilience.Guard;
import live.weir.platform.resilience.GuardPolicy;
import live.weir.platform.resilience.Guards;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/** Joins the way to the object store together, where one is configured. */
@Configuration(proxyBeanMethods = false)
class StorageLink {

    private static final int THREADS = 2;
    private static final int WAITING = 10_000;
    private static final int CONNECTIONS = 64;

    /** Each request under way may hold a megabyte. */
    private static final int AT_ONCE = 64;

    private static final Duration WINDOW = Duration.ofSeconds(30);

    @Bean(destroyMethod = "dispose")
    Scheduler storageScheduler() {
        return Schedulers.newBoundedElastic(THREADS, WAITING, "weir-storage", 30, true);
    }

    /** Null, and so no bean, without a bucket. */
    @Bean(destroyMethod = "close")
    @Nullable
    S3AsyncClient storageClient(StorageSettings settings, Scheduler storageScheduler) {
        StorageAddress address = StorageAddress.of(settings);
        return address == null ? null : client(address, credentials(settings, storageScheduler));
    }

    @Bean
    @Nullable
    ObjectStore objectStore(
            ObjectProvider<S3AsyncClient> clients,
            StorageSettings settings,
            Guards guards,
            Scheduler storageScheduler) {
        StorageAddress address = StorageAddress.of(settings);
        S3AsyncClient client = clients.getIfAvailable();
        if (address == null || client == null) {
            return null;
        }
        Guard guard = guards.create(
                "object-store",
                policy(settings.guard()),
                StorageFailures::isFailure,
                () -> ObjectStore.knock(client, address, storageScheduler));
        return new ObjectStore(client, address, guard, storageScheduler);
    }

    private static GuardPolicy policy(GuardPolicy said) {
        return new GuardPolicy(
                Math.min(said.maxConcurrent(), AT_ONCE),
                said.timeout().compareTo(StorageSettings.TIMEOUT) < 0 ? StorageSettings.TIMEOUT : said.timeout(),
                said.failureRate(),
                said.minimumCalls(),
                said.window().compareTo(WINDOW) < 0 ? WINDOW : said.window(),
                said.openFor(),
                said.halfOpenCalls(),
                said.retries());
    }

    private static AwsCredentialsProvider credentials(StorageSettings settings, Scheduler threads) {
        String id = settings.accessKey();
        String secret = settings.secretKey();
        return id != null && secret != null
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret))
                : new OffLoopCredentials(DefaultCredentialsProvider.builder().build(), threads::schedule);
    }

    private static S3AsyncClient client(StorageAddress address, AwsCredentialsProvider credentials) {
        S3AsyncClientBuilder builder = S3AsyncClient.builder()
                .region(Region.of(address.region()))
                .forcePathStyle(address.pathStyle())
                .credentialsProvider(credentials)
                // Checksums of the SDK's newer kind are unknown to many stores that speak S3; TLS guards the way.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(
                        // Repeating is the guard's, and whoever uploads has patience of its own.
                        override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                // What follows an answer is short: it needs no further pool.
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(THREADS))
                        .maxConcurrency(CONNECTIONS)
                        .maxPendingConnectionAcquires(WAITING)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(10))
                        .readTimeout(StorageSettings.TIMEOUT)
                        .writeTimeout(StorageSettings.TIMEOUT));
        if (address.endpoint() != null) {
            builder.endpointOverride(address.endpoint());
        }
        return builder.build();
    }
}
