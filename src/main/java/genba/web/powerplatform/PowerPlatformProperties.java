package genba.web.powerplatform;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Power Platform signs people in to the hub; it stands in the document it imports.
 *
 * @param authorizationAddress where people sign in, of the city's own tenant
 * @param tokenAddress where Power Platform gets its tokens
 * @param scope the hub's scope as registered in Entra ID
 */
@Validated
@ConfigurationProperties("genba.power-platform")
record PowerPlatformProperties(
    @DefaultValue("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize") @NotNull
        URI authorizationAddress,
    @DefaultValue("https://login.microsoftonline.com/organizations/oauth2/v2.0/token") @NotNull
        URI tokenAddress,
    @DefaultValue("api://genba/access_as_user") @NotBlank String scope) {}
