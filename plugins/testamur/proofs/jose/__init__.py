"""What JSON Object Signing and Encryption brings: public keys of several kinds, JSON Web Keys, compact signatures."""
