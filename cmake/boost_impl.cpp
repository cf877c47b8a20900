// The one translation unit that compiles Boost.Asio and Boost.Beast (see cmake/packages.cmake).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
