"""RSA keys for badges of Open Badges 2.0, made once, for tests alone; and JWS by them in compact form."""

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from vector_making import sample_tokens

# Two primes each.
_SOUND = (
    "d23ddc39a9f9cfea306d5a0d8a65592d8c7b51acc4822a12aa60fb39d44b4894916dc0efe0a2ca129a4fedd9e9ee8221a37f550da7204fc0"
    "bb972549b01a5dccabc85857c85415236ff6b253ada9a10cb509de97f4c470b43aa25f5cff4c622152025ed66e13d9d5628bd61e3b4dc431"
    "e351b94ff2f985ddc9327bb588e60057",
    "b63b3b4751ebfdfc039e381bbf3b0eb436bcced7e643be3aa91fecc3183ee87904196a39aeae6b711f437c01605ef00d5d990d66f05c36b0"
    "4076e7a10172656b65ea47232aa92ed9bed8e264e81a09f388dd43fbd5b164ef56916bd02f54c0108761ecbb94a9064366bba2bf2839ab1d"
    "72b1aac1dcdc2af87b32d9c21a5ee413",
)
_SHORT = (
    "ddc543160465c387c775b4c2a675a514cd496c4274be2fc4261f5f66a52d3a2b8854245e0ebf2397cca3c4ea711d43b983be53e3388f30bc"
    "e629976c7cfe166f",
    "c6c3f017c832d5468fe81b1af1ec20706fc9ac4d61efd12ab55143b6b2e0d59b5de05d18277c7188e1725fb7848cce82341850cf416013c5"
    "082b5debf46cd7df",
)


def _key(primes):
    p, q = (int(prime, 16) for prime in primes)
    e = 65537
    d = rsa.rsa_recover_private_exponent(e, p, q)
    parts = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, *parts, rsa.RSAPublicNumbers(e, p * q)).private_key()


SOUND, SHORT = _key(_SOUND), _key(_SHORT)


def pem_of(key):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def compact(payload, key=SOUND, **header):
    """A JWS of some JSON. Signed with RS256, whatever the header says."""
    header = {"alg": "RS256", **header}
    return sample_tokens.compact(header, payload, lambda text: key.sign(text, padding.PKCS1v15(), hashes.SHA256()))
