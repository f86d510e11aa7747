package io.belay.wire.security;

import io.belay.error.BelayException;
import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;

/**
 * A certificate with those that vouch for it and its private key, which belong together.
 *
 * @param chain the certificate first
 */
record PemIdentity(X509Certificate[] chain, PrivateKey key) {
  /** What is signed and verified to see that a key is a certificate's. */
  private static final byte[] SAMPLE = {1, 2, 3, 4};

  /**
   * Reads an identity.
   *
   * @param certificate PEM, one certificate or several
   * @param key PEM, PKCS#8, RSA or elliptic curve
   * @throws BelayException where it is not valid now or the key is another's
   * @throws GeneralSecurityException where one of the two cannot be read
   */
  static PemIdentity read(byte[] certificate, byte[] key, InstantSource time)
      throws GeneralSecurityException {
    X509Certificate[] chain = certificates(certificate);
    chain[0].checkValidity(Date.from(time.instant()));
    PrivateKey privateKey = key(key);
    if (!belongs(privateKey, chain[0])) {
      throw BelayException.invalid(
          "a key is its certificate's: certificate=\"%s\", key=another's; give the key that the certificate was made for"
              .formatted(chain[0].getSubjectX500Principal()));
    }
    return new PemIdentity(chain, privateKey);
  }

  /**
   * The certificates in a PEM text, at least one.
   *
   * @throws BelayException where there is none
   * @throws GeneralSecurityException where one cannot be read
   */
  static X509Certificate[] certificates(byte[] pem) throws GeneralSecurityException {
    X509Certificate[] certificates =
        CertificateUtils.getX509Certificates(new ByteArrayInputStream(pem));
    if (certificates.length == 0) {
      throw BelayException.invalid(
          "a file of certificates holds one at least: certificates=0; give PEM text");
    }
    return certificates;
  }

  private static PrivateKey key(byte[] pem) throws GeneralSecurityException {
    try {
      return CertificateUtils.getPrivateKey(new ByteArrayInputStream(pem));
    } catch (IOException | RuntimeException e) {
      throw new GeneralSecurityException("a key is PKCS#8 in PEM without a password", e);
    }
  }

  private static boolean belongs(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance(
            key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(key);
    signature.update(SAMPLE);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(SAMPLE);
    return signature.verify(signed);
  }
}
