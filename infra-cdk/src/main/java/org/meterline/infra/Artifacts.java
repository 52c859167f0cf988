package org.meterline.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the build made and a deployment takes along.
 *
 * @param ingestZip the webhook lambda with its libraries
 * @param readerZip the reader lambda with its libraries and natives
 * @param billingImage the folder with billing-service's Dockerfile, its {@code .dockerignore} and what it copies
 */
public record Artifacts(Path ingestZip, Path readerZip, Path billingImage) {

    /** The file with RDS's root certificates, among those that the image takes from its {@code docker} folder. */
    static final String DATABASE_ROOTS = "rds-ca.pem";

    /** Those of this repository, seen from infra-cdk's folder. */
    public static Artifacts ofTheBuild(Path infraFolder) {
        var root = infraFolder.resolve("..");
        return new Artifacts(
                root.resolve("ingest-lambda/target/ingest-lambda-lambda.zip"),
                root.resolve("ocr-lambda/target/ocr-lambda-lambda.zip"),
                root.resolve("billing-service"));
    }

    /**
     * Whether an operator has put RDS's root certificates where the image takes them from: AWS publishes them, and no JDK has them.
     */
    boolean hasDatabaseRoots() {
        return Files.exists(billingImage.resolve("docker").resolve(DATABASE_ROOTS));
    }

    /** Itself, when all of it is there. */
    Artifacts complete() {
        var missing = Stream.of(
                        ingestZip, readerZip, billingImage.resolve("Dockerfile"), billingImage.resolve("target/lib"))
                .filter(path -> !Files.exists(path))
                .map(path -> path.normalize().toString())
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not built yet: " + String.join(", ", missing)
                    + ". Run ./mvnw package -DskipTests first, in the repository's root");
        }
        return this;
    }
}
