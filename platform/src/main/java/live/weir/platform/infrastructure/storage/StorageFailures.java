package live.weir.platform.infrastructure.storage;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Tells a store that fails from one that answers. */
final class StorageFailures {

    private static final int RANGE_NOT_SATISFIABLE = 416;

    private StorageFailures() {}

    /** A key that it does not take, or a bucket that is not there, is of no more use than a store that is away. */
    static boolean isFailure(Throwable error) {
        return error instanceof SdkClientException
                || error instanceof IOException
                || (error instanceof AwsServiceException && !isAbsence(error));
    }

    /** The object, or that part of it, is not there. */
    static boolean isAbsence(Throwable error) {
        return error instanceof NoSuchKeyException
                || (error instanceof AwsServiceException answer && answer.statusCode() == RANGE_NOT_SATISFIABLE);
    }

    /** In a few words, without what the SDK adds. */
    static String words(Throwable error) {
        if (error instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            return answer.statusCode() + " " + answer.awsErrorDetails().errorCode();
        }
        Throwable cause = error.getCause();
        return cause == null ? String.valueOf(error.getMessage()) : cause.toString();
    }
}
