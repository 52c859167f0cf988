package org.meterline.emulators;

import java.io.InputStream;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A store that tells of what is put into it. The intention is written down before the object is: a crash in between costs at
 * most a second notification, never the only one.
 */
final class NotifyingStore extends ForwardingBlobStore {

    private final String prefix;
    private final Notifications notifications;

    NotifyingStore(BlobStore store, String prefix, Notifications notifications) {
        super(store);
        this.prefix = prefix;
        this.notifications = notifications;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        return telling(new StoredObject("Put", request.bucket(), request.key()), () -> super.putBlob(request, content));
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return telling(
                new StoredObject("Copy", request.destinationBucket(), request.destinationKey()),
                () -> super.copyBlob(request));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return telling(
                new StoredObject("CompleteMultipartUpload", upload.containerName(), upload.blobName()),
                () -> super.completeMultipartUpload(upload, request));
    }

    private <T> T telling(StoredObject object, Supplier<T> store) {
        if (!object.key().startsWith(prefix)) {
            return store.get();
        }
        var intention = notifications.intend(object);
        T answer;
        try {
            answer = store.get();
        } catch (RuntimeException refused) {
            notifications.forget(intention);
            throw refused;
        }
        notifications.send(intention, object);
        return answer;
    }
}
