#pragma once

#include <cjose/cjose.h>
#include <memory>

// Owners of cjose's reference-counted objects.
namespace callroom::auth {

struct CjoseRelease {
  void operator()(cjose_jwk_t* key) const noexcept { cjose_jwk_release(key); }
  void operator()(cjose_jws_t* signature) const noexcept { cjose_jws_release(signature); }
};
using CjoseKey = std::unique_ptr<cjose_jwk_t, CjoseRelease>;
using CjoseJws = std::unique_ptr<cjose_jws_t, CjoseRelease>;

}  // namespace callroom::auth
