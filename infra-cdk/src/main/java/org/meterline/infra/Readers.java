package org.meterline.infra;

import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.lambda.Architecture;
import software.constructs.Construct;

/**
 * The functions of ocr-lambda: the one that reads photos, and the one that tells of photos that could not be read however often it was
 * tried. One photo per call: native code cannot be interrupted, and a neighbour must not die with it.
 */
public final class Readers extends Construct {

    private static final int READER_MEGABYTES = 1_769; // one whole processor
    private static final int DEAD_READER_MEGABYTES = 1_024;

    private final JavaFunction reader;

    Readers(
            Construct scope,
            String id,
            Deployment deployment,
            NetworkStack network,
            DataStack data,
            Map<String, String> settings) {
        super(scope, id);
        var functions = deployment.environment().functions();
        var readers = functions.readers();
        var module = new LambdaModule(
                deployment.artifacts().readerZip(),
                "org.meterline.ocr",
                Architecture.X86_64,
                functions.reserved(),
                network,
                settings);
        var update = Stream.of(Rights.toUpdateMessages(data.messages().table()));
        var broker = Rights.toReadSecret(data.secrets().broker());
        var tell = Stream.concat(update, broker.stream()).toList();
        var read = Rights.toReadPhotos(data.photos().bucket());

        reader = module.function(
                this,
                "Reader",
                "MeterPhotoHandler",
                READER_MEGABYTES,
                DataStack.READER_TIMEOUT,
                readers,
                Stream.concat(tell.stream(), Stream.of(read)).toList());
        reader.feedFrom(data.photoQueue().queue(), 1, readers);
        Accepted.finding(reader.role(), "IAM5", "It reads the photo of any message, below one folder.");

        var deadPhotos = module.function(
                this, "DeadPhotos", "DeadPhotoHandler", DEAD_READER_MEGABYTES, DataStack.DEAD_READER_TIMEOUT, 2, tell);
        deadPhotos.feedFrom(data.photoQueue().dead(), 1, 2);
    }

    JavaFunction reader() {
        return reader;
    }
}
