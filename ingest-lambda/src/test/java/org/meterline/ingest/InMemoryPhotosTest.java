package org.meterline.ingest;

class InMemoryPhotosTest implements PhotosContract {

    private final InMemoryPhotos photos = new InMemoryPhotos();

    @Override
    public Photos photos() {
        return photos;
    }

    @Override
    public byte[] fileUnder(String key) {
        return photos.files().get(key);
    }
}
