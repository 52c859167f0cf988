package org.meterline.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Architecture;
import software.constructs.Construct;

/**
 * The functions of ocr-lambda: the one that reads photos, and the one that tells of photos that could not be read however often it was
 * tried. One photo per call: native code cannot be interrupted, and a neighbour must not die with it.
 */
public final class Readers extends Construct {

    private static final int READER_MEGABYTES = 1_769; // one whole processor
    private static final int DEAD_READER_MEGABYTES = 1_024;

    private final Deployment deployment;
    private final NetworkStack network;
    private final Map<String, String> settings;
    private final JavaFunction reader;

    Readers(
            Construct scope,
            String id,
            Deployment deployment,
            NetworkStack network,
            DataStack data,
            Map<String, String> settings) {
        super(scope, id);
        this.deployment = deployment;
        this.network = network;
        this.settings = settings;
        var readers = deployment.environment().functions().readers();
        var update = Stream.of(Rights.toUpdateMessages(data.messages().table()));
        var broker = Rights.toReadSecret(data.secrets().broker());
        var tell = Stream.concat(update, broker.stream()).toList();
        var read = Rights.toReadPhotos(data.photos().bucket());

        reader = function(
                "Reader",
                "MeterPhotoHandler",
                READER_MEGABYTES,
                DataStack.READER_TIMEOUT,
                readers,
                Stream.concat(tell.stream(), Stream.of(read)).toList());
        reader.feedFrom(data.photoQueue().queue(), 1, readers);
        Accepted.finding(reader.role(), "IAM5", "It reads the photo of any message, below one folder.");

        var deadPhotos = function(
                "DeadPhotos", "DeadPhotoHandler", DEAD_READER_MEGABYTES, DataStack.DEAD_READER_TIMEOUT, 2, tell);
        deadPhotos.feedFrom(data.photoQueue().dead(), 1, 2);
    }

    JavaFunction reader() {
        return reader;
    }

    private JavaFunction function(
            String id,
            String handler,
            int memoryMegabytes,
            Duration timeout,
            int concurrencyMax,
            List<PolicyStatement> rights) {
        return new JavaFunction(
                this,
                id,
                new JavaFunction.Spec(
                        deployment.artifacts().readerZip(),
                        "org.meterline.ocr." + handler,
                        Architecture.X86_64,
                        memoryMegabytes,
                        timeout,
                        deployment.environment().functions().reserved() ? concurrencyMax : 0),
                network,
                settings,
                rights);
    }
}
